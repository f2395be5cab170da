<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>ActPage</name>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: %1. Kept as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActivityPage</name>
    <message>
        <source>Activity</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>Mark all as read</source>
        <translation>全部标为已读</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>与我有关</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>No news yet</source>
        <translation>还没有消息</translation>
    </message>
    <message>
        <source>When one of your reports moves on, you read it here.</source>
        <translation>你上报的线索有进展时，会在这里告诉你。</translation>
    </message>
    <message>
        <source>Before and after in the city</source>
        <translation>处置前后对比</translation>
    </message>
    <message>
        <source>No results shown yet</source>
        <translation>还没有公示</translation>
    </message>
    <message>
        <source>Closed cases that the centre shows to everybody appear here, before beside after.</source>
        <translation>中心公示的结案案件会出现在这里，处置前后并排对照。</translation>
    </message>
</context>
<context>
    <name>AddPhotos</name>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskPage</name>
    <message>
        <source>Hand back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for more time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask to suspend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appeal against being overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask to hand back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dispatcher decides. Until then the case stays with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The centre decides. Until then the deadline stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not our duty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs other departments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long? Until %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>3 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>6 months</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words for the dispatcher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Change and send again</source>
        <translation>修改后重发</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>移出待处理</translation>
    </message>
</context>
<context>
    <name>BeforeAfter</name>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>No photo after handling yet</source>
        <translation>还没有处置后的照片</translation>
    </message>
</context>
<context>
    <name>CameraPage</name>
    <message>
        <source>There is no camera to use here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos from a card, a phone or a folder do just as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) kept</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos are still on their way. The centre looks at it when they are there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseIndex</name>
    <message>
        <source>Cases</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Number, category, words or place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do now</source>
        <translation>暂时没有待办</translation>
    </message>
    <message>
        <source>No report of yours yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a part of the number, the street or the category.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked of you appears here by itself, the most urgent on top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take two photos, one from afar and one close up. Place and time come from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed, refused and withdrawn cases are kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases of your grids and department appear here after the first sync.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasePhotos</name>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseSection</name>
    <message>
        <source>Needs attention</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a deadline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others at work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Facts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Story</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Choose a case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its photos, its story and what you can do now appear here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CategoryPage</name>
    <message>
        <source>What is it about?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search: word, pinyin or initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another word, or choose “Not sure”: the centre will find the right one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CategoryTiles</name>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All categories</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it in order now?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unable to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not in order, or why not</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Compare before and after. Arrow keys move the handle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DeviceCard</name>
    <message>
        <source>Work without a network</source>
        <translation>断网工作</translation>
    </message>
    <message>
        <source>Nothing is sent or fetched until you switch this off.</source>
        <translation>打开后不收发任何内容，关闭后自动继续。</translation>
    </message>
</context>
<context>
    <name>DraftList</name>
    <message>
        <source>Put away: %1</source>
        <translation>移走：%1</translation>
    </message>
</context>
<context>
    <name>EvidencePair</name>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
</context>
<context>
    <name>EvidenceSlots</name>
    <message>
        <source>%1: choose from files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeedbackPage</name>
    <message>
        <source>Report the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came of it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partly fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be fixed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much, if it can be counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>m²</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>incidents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sheets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vehicles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pieces</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Gallery</source>
        <translation>控件一览</translation>
    </message>
    <message>
        <source>Every part in every state</source>
        <translation>全部控件与状态</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Sunlight</source>
        <translation>强光</translation>
    </message>
    <message>
        <source>Large type</source>
        <translation>大字</translation>
    </message>
</context>
<context>
    <name>GalleryControls</name>
    <message>
        <source>Controls</source>
        <translation>控件</translation>
    </message>
    <message>
        <source>An action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>移出待处理</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不可用</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Nearby</source>
        <translation>附近</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The name or the password is wrong.</source>
        <translation>账号或密码不对。</translation>
    </message>
    <message>
        <source>A few words, if they help</source>
        <translation>补充说明（选填）</translation>
    </message>
    <message>
        <source>How satisfied are you?</source>
        <translation>满意吗？</translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Mostly satisfied</source>
        <translation>基本满意</translation>
    </message>
    <message>
        <source>Not satisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>No signal</source>
        <translation>无信号</translation>
    </message>
    <message>
        <source>Everything is kept and sent later.</source>
        <translation>内容都已存好，稍后发送。</translation>
    </message>
    <message>
        <source>One report needs your decision. Its photos are safe on this device.</source>
        <translation>有一条上报需要你决定，照片都在本机。</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Nothing to do now</source>
        <translation>暂时没有待办</translation>
    </message>
    <message>
        <source>Tasks and cases for you will appear here by themselves.</source>
        <translation>派给你的任务和案件会自动出现在这里。</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>The draft was put away.</source>
        <translation>草稿已移走。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>GalleryEvidence</name>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Far</source>
        <translation>远景</translation>
    </message>
    <message>
        <source>Shows where it is</source>
        <translation>看得出在哪里</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>近景</translation>
    </message>
    <message>
        <source>Shows what it is</source>
        <translation>看得清是什么</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Shows the damage</source>
        <translation>看得见坏在哪里</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>from the photo, %1</source>
        <translation>来自照片，%1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Choose a category</source>
        <translation>选择类别</translation>
    </message>
</context>
<context>
    <name>GalleryLists</name>
    <message>
        <source>Lists and stories</source>
        <translation>列表与过程</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>已超期 %1</translation>
    </message>
    <message>
        <source>Handled, feedback given</source>
        <translation>处置完成并反馈</translation>
    </message>
    <message>
        <source>Dispatched</source>
        <translation>已派遣</translation>
    </message>
    <message>
        <source>photo taken before the case was accepted</source>
        <translation>照片早于接收时间</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>已上报</translation>
    </message>
</context>
<context>
    <name>GalleryMarks</name>
    <message>
        <source>Meanings and type</source>
        <translation>含义与字号</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>已超期 %1</translation>
    </message>
    <message>
        <source>Overdue again %1</source>
        <translation>再次超期 %1</translation>
    </message>
</context>
<context>
    <name>HereRow</name>
    <message>
        <source>Where you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the position …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap to use this device&apos;s position, or say in words why not</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Hello, %1</source>
        <translation>你好，%1</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>点赞</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>due soon</source>
        <translation>即将超期</translation>
    </message>
    <message>
        <source>reported today</source>
        <translation>今日上报</translation>
    </message>
    <message>
        <source>closed this week</source>
        <translation>本周结案</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Nothing to do now</source>
        <translation>暂时没有待办</translation>
    </message>
    <message>
        <source>Cases and tasks for you appear here by themselves, the most urgent first.</source>
        <translation>派给你的案件和任务会自动出现在这里，最急的在最前。</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>My reports</source>
        <translation>我的上报</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>No report yet</source>
        <translation>还没有上报</translation>
    </message>
    <message>
        <source>Take two photos, one from afar and one close up. Place and time come from the photo.</source>
        <translation>拍两张照片：一张远景，一张近景。地点和时间会从照片读取。</translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Licences</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Qt and Qt for Python are used under the LGPL version 3. The other packages and their versions are listed in requirements.lock; each brings its licence.</source>
        <translation>Qt 与 Qt for Python 按 LGPL 第 3 版使用。其他软件包及版本列在 requirements.lock 中，各自附有许可。</translation>
    </message>
</context>
<context>
    <name>LookCard</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Bright sunlight</source>
        <translation>强光</translation>
    </message>
    <message>
        <source>Size of type</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>动画</translation>
    </message>
    <message>
        <source>Short movements that show where something went</source>
        <translation>用短暂的移动说明内容去了哪里</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>City care</source>
        <translation>随手拍</translation>
    </message>
</context>
<context>
    <name>MePage</name>
    <message>
        <source>Me</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation>
            <numerusform>%n 条待发</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation>全部已送达</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>同步中</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Needs your decision</source>
        <translation>需要你决定</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>待发送</translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation>全部已送达</translation>
    </message>
    <message>
        <source>What you submit waits here until the hub has it. Nothing is lost without a network.</source>
        <translation>提交的内容在这里等待，直到服务器收到。没有网络也不会丢失。</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已送达</translation>
    </message>
</context>
<context>
    <name>PadGrid</name>
    <message>
        <source>N</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PadView</name>
    <message>
        <source>Placing pad. Arrow keys move the pin, plus and minus zoom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less, larger</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>Nobody is signed in</source>
        <translation>未登录</translation>
    </message>
    <message>
        <source>You can take photos and write. Reports are sent once you sign in.</source>
        <translation>可以照常拍照和填写，登录后自动发送。</translation>
    </message>
    <message numerus="yes">
        <source>%n report(s) or act(s) have not been sent. They stay here and are sent when you sign in again.</source>
        <translation>
            <numerusform>还有 %n 条没有发送。它们会保留在本机，重新登录后发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your drafts and photos stay on this device.</source>
        <translation>草稿和照片都保留在本机。</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>不退出</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Use as: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use as: further photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoSlot</name>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>PhotoTile</name>
    <message>
        <source>The photo is still at the hub</source>
        <translation>照片还在服务器上</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>PickerFoot</name>
    <message>
        <source>Tap a photo to choose it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tap photos in the order you want them, up to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) chosen</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Use photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PickerPage</name>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photos in this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in a card, or choose another folder above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder with photos</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinCard</name>
    <message>
        <source>Your sign-in is sealed with a PIN. It is asked for at every start.</source>
        <translation>登录凭据已用 PIN 码加密，每次启动时输入。</translation>
    </message>
    <message>
        <source>This machine has no keyring. Set a PIN of six digits or more and you stay signed in; without one you sign in at every start.</source>
        <translation>本机没有密码保管服务。设置六位以上的 PIN 码可保持登录，否则每次启动都要登录。</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN 码</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>设置 PIN 码</translation>
    </message>
    <message>
        <source>Remove PIN</source>
        <translation>取消 PIN 码</translation>
    </message>
</context>
<context>
    <name>PlaceButton</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Where is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Street and number, crossing, shop, bus stop …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing says yet where on the map this is. Use this device&apos;s position, or type coordinates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the position …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this device&apos;s position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A place set by hand stays for good, whatever the photos say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set this place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Places</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>我的</translation>
    </message>
</context>
<context>
    <name>PraisePage</name>
    <message>
        <source>Praise</source>
        <translation>点赞</translation>
    </message>
    <message>
        <source>A word, if you like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done well, and where?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thank you for …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your praise is shown to those who did the work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send praise</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How satisfied are you with the result?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Satisfied</source>
        <translation>满意</translation>
    </message>
    <message>
        <source>Mostly satisfied</source>
        <translation>基本满意</translation>
    </message>
    <message>
        <source>Not satisfied</source>
        <translation>不满意</translation>
    </message>
    <message>
        <source>What is not right?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A word, if you like</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReopenPage</name>
    <message>
        <source>Ask to reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After handling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>What is not right?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportFacts</name>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Choose a category</source>
        <translation>选择类别</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Photos often tell it; or set it by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unless a photo says otherwise</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportForm</name>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>点赞</translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the photos do not show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you would like to say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: %1. Kept as a draft.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>Praise: choose a photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send praise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a photo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>Shutter</name>
    <message>
        <source>Take photo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Address of the hub</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>I forgot the PIN: sign in again</source>
        <translation>忘记 PIN 码，重新登录</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>A photo becomes a report</source>
        <translation>随手一拍，就是线索</translation>
    </message>
    <message>
        <source>Sign in once; after that everything works without a network too.</source>
        <translation>登录一次，之后没有网络也能照常工作。</translation>
    </message>
    <message>
        <source>Later: take photos first, send when signed in</source>
        <translation>以后再登录，先拍照</translation>
    </message>
</context>
<context>
    <name>SlotWords</name>
    <message>
        <source>Far</source>
        <translation>远景</translation>
    </message>
    <message>
        <source>Near</source>
        <translation>近景</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>After handling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo of the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Where it is: the street, a house number, a shop sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it is: the whole thing in the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong: the damage close up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same spot from the same side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it looks now, from the same side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is still, or again, not in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anything that helps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Opens the outbox</source>
        <translation>打开发件箱</translation>
    </message>
</context>
<context>
    <name>StoppedPage</name>
    <message>
        <source>The app cannot start</source>
        <translation>应用无法启动</translation>
    </message>
</context>
<context>
    <name>SubcategoryRow</name>
    <message>
        <source>Urgent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextBox</name>
    <message numerus="yes">
        <source>%n character(s) left</source>
        <translation>
            <numerusform>还可输入 %n 字</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextLine</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>UnsentRow</name>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>移出待处理</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is it there?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unable to verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhenPage</name>
    <message>
        <source>When was it seen?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ZoomPhoto</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
</context>
</TS>
