<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_US">
<context>
    <name>AboutPage</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Qt and Qt for Python are used under the LGPL version 3. Everything else that is in this app, with its version and licence:</source>
        <translation>Qt 和 Qt for Python 按 LGPL 第 3 版使用。以下是应用中包含的其他组件及其版本和许可：</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
</context>
<context>
    <name>ActPage</name>
    <message>
        <source>Submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Discard draft</source>
        <translation>删除草稿</translation>
    </message>
    <message>
        <source>Still missing: %1. Kept as a draft.</source>
        <translation>还缺：%1。已存为草稿。</translation>
    </message>
    <message>
        <source>Everything is there.</source>
        <translation>内容齐全。</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>还缺：%1。</translation>
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
        <source>News</source>
        <translation>消息与公示</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>点赞墙</translation>
    </message>
    <message>
        <source>Points and ranking</source>
        <translation>积分与排行</translation>
    </message>
    <message>
        <source>My numbers</source>
        <translation>我的统计</translation>
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
        <translation>拍照</translation>
    </message>
    <message>
        <source>Voice note</source>
        <translation>语音</translation>
    </message>
</context>
<context>
    <name>AlreadyCard</name>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Sent as the same matter as</source>
        <translation>作为同一件事提交：</translation>
    </message>
    <message>
        <source>Reported already nearby: is it the same matter?</source>
        <translation>附近已有上报，是同一件事吗？</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>同一件</translation>
    </message>
    <message>
        <source>Your photos go to the hub, which joins the two. You hear how it goes on.</source>
        <translation>照片会一起交给中心，由中心并到那件案子；进展也会告诉你。</translation>
    </message>
    <message>
        <source>No, another matter</source>
        <translation>不是，另一件事</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AppButton</name>
    <message>
        <source>Under way, please wait</source>
        <translation>正在进行，请稍候</translation>
    </message>
</context>
<context>
    <name>AreasPage</name>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Use these areas</source>
        <translation>使用这些区域</translation>
    </message>
    <message>
        <source>This is in the file. It takes the place of what is here of the same levels.</source>
        <translation>文件中有以下内容，将替换本机同级的区域。</translation>
    </message>
    <message>
        <source>Which coordinates are these? Whoever made the file knows.</source>
        <translation>文件用的是哪种坐标系？请问制作文件的人。</translation>
    </message>
    <message>
        <source>With the areas of your city a report names its grid, community, street and department by itself, without a network. Files: GeoJSON (up to 128 MB), GeoPackage, Shapefile.</source>
        <translation>导入本市区域后，没有网络时上报也能自动带上网格、社区、街道和责任部门。支持 GeoJSON（128 MB 以内）、GeoPackage、Shapefile。</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>No areas yet</source>
        <translation>还没有区域</translation>
    </message>
    <message>
        <source>Choose the file that your organisation gave you.</source>
        <translation>请选择单位提供的文件。</translation>
    </message>
    <message>
        <source>Remove: %1</source>
        <translation>移除：%1</translation>
    </message>
</context>
<context>
    <name>AskPage</name>
    <message>
        <source>Hand back</source>
        <translation>申请回退</translation>
    </message>
    <message>
        <source>Ask for more time</source>
        <translation>申请延期</translation>
    </message>
    <message>
        <source>Ask to suspend</source>
        <translation>申请挂账</translation>
    </message>
    <message>
        <source>Appeal against being overdue</source>
        <translation>超期申诉</translation>
    </message>
    <message>
        <source>Ask to hand back</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提交申请</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Not our duty</source>
        <translation>不属本部门职责</translation>
    </message>
    <message>
        <source>Wrong place</source>
        <translation>位置有误</translation>
    </message>
    <message>
        <source>Not found there</source>
        <translation>现场未发现</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复案件</translation>
    </message>
    <message>
        <source>Needs other departments</source>
        <translation>需其他部门配合</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>For how long? Until %1.</source>
        <translation>挂账多久？到 %1。</translation>
    </message>
    <message>
        <source>For how long?</source>
        <translation>挂账多久？</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 周</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 个月</translation>
    </message>
    <message>
        <source>3 months</source>
        <translation>3 个月</translation>
    </message>
    <message>
        <source>6 months</source>
        <translation>6 个月</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>Words for the dispatcher</source>
        <translation>给派遣员的说明</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>AttentionList</name>
    <message>
        <source>Needs your decision</source>
        <translation>需要你处理</translation>
    </message>
</context>
<context>
    <name>AwayCard</name>
    <message>
        <source>Draft: %1</source>
        <translation>草稿：%1</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
</context>
<context>
    <name>BadFiles</name>
    <message numerus="yes">
        <source>%n file(s) could not be read</source>
        <translation>
            <numerusform>%n 个文件读不了</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
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
    <name>BulletinCounts</name>
    <message>
        <source>Your messages</source>
        <translation>我发布的消息</translation>
    </message>
</context>
<context>
    <name>CameraAbsent</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>The camera cannot be used now</source>
        <translation>摄像头暂时不能使用</translation>
    </message>
    <message>
        <source>There is no camera to use here</source>
        <translation>这里没有可用的摄像头</translation>
    </message>
    <message>
        <source>Photos from a card, a phone or a folder do just as well.</source>
        <translation>从存储卡、手机或文件夹中选取照片也可以。</translation>
    </message>
    <message>
        <source>Choose from files</source>
        <translation>从文件中选取</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>CameraCard</name>
    <message>
        <source>Take it now</source>
        <translation>现在拍</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>重拍</translation>
    </message>
    <message>
        <source>Go anyway</source>
        <translation>先离开</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>就用这张</translation>
    </message>
</context>
<context>
    <name>CameraControls</name>
    <message>
        <source>End the recording first</source>
        <translation>请先结束录制</translation>
    </message>
    <message>
        <source>Choose from files</source>
        <translation>从文件中选取</translation>
    </message>
    <message>
        <source>Take photos</source>
        <translation>拍照片</translation>
    </message>
    <message>
        <source>Record video</source>
        <translation>录视频</translation>
    </message>
    <message>
        <source>There is no room for another photo</source>
        <translation>存储空间不足，不能再拍</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>CameraTop</name>
    <message>
        <source>Close camera</source>
        <translation>关闭摄像头</translation>
    </message>
    <message>
        <source>Video, up to %1</source>
        <translation>视频，最长 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) kept</source>
        <translation>
            <numerusform>已存 %n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Position %1</source>
        <translation>位置 %1</translation>
    </message>
    <message>
        <source>Position known</source>
        <translation>已定位</translation>
    </message>
    <message>
        <source>Looking for the position</source>
        <translation>正在定位</translation>
    </message>
    <message>
        <source>Light off</source>
        <translation>关灯</translation>
    </message>
    <message>
        <source>Light on</source>
        <translation>开灯</translation>
    </message>
    <message>
        <source>Other camera</source>
        <translation>切换摄像头</translation>
    </message>
    <message>
        <source>Hide grid lines</source>
        <translation>隐藏网格线</translation>
    </message>
    <message>
        <source>Show grid lines</source>
        <translation>显示网格线</translation>
    </message>
    <message>
        <source>It does not get nearer</source>
        <translation>不能再拉近</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>拉近</translation>
    </message>
    <message>
        <source>It does not get farther</source>
        <translation>不能再拉远</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>拉远</translation>
    </message>
</context>
<context>
    <name>CampaignBanners</name>
    <message>
        <source>Show its cases</source>
        <translation>看相关案件</translation>
    </message>
    <message>
        <source>Report one</source>
        <translation>拍一个</translation>
    </message>
</context>
<context>
    <name>CardMap</name>
    <message>
        <source>Map of the photos. Arrow keys move it, plus and minus zoom, 0 shows all.</source>
        <translation>照片地图。方向键移动，加号减号缩放，0 显示全部。</translation>
    </message>
    <message>
        <source>No place known</source>
        <translation>不知道地点</translation>
    </message>
    <message>
        <source>The photos do not say where they were taken. Add the track that was recorded meanwhile.</source>
        <translation>照片没有记录拍摄地点。可以添加当时录下的轨迹。</translation>
    </message>
</context>
<context>
    <name>CardOffer</name>
    <message>
        <source>The card “%1” has photos.</source>
        <translation>存储卡“%1”里有照片。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>CaseFiltersPage</name>
    <message>
        <source>Filters and order</source>
        <translation>筛选与排序</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>查看列表</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>查看 %1</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>时限</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>最新上报</translation>
    </message>
    <message>
        <source>Latest change</source>
        <translation>最近变化</translation>
    </message>
    <message>
        <source>Looking for the position of this device…</source>
        <translation>正在定位本机…</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Where and whose</source>
        <translation>地点与来源</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Unit grid</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>Name or code of a grid</source>
        <translation>网格名称或编码</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Photos are still on their way. The centre looks at it when they are there.</source>
        <translation>照片还在传送，到齐后中心才会受理。</translation>
    </message>
</context>
<context>
    <name>CaseIndex</name>
    <message>
        <source>Cases</source>
        <translation>线索</translation>
    </message>
</context>
<context>
    <name>CaseIndexEmpty</name>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索内容</translation>
    </message>
    <message>
        <source>No case fits these filters</source>
        <translation>没有符合这些条件的线索</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Nothing to do now</source>
        <translation>暂时没有待办</translation>
    </message>
    <message>
        <source>No report of yours yet</source>
        <translation>你还没有上报</translation>
    </message>
    <message>
        <source>Nothing has ended yet</source>
        <translation>还没有结束的案件</translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation>还没有案件</translation>
    </message>
    <message>
        <source>The numbers on the filters say what there would be with each of them.</source>
        <translation>筛选上的数字表示选它会有多少件。</translation>
    </message>
    <message>
        <source>Try a part of the number, the street or the category, or the initials of how it is read.</source>
        <translation>试试编号、街道或类别的一部分，或拼音首字母。</translation>
    </message>
    <message>
        <source>What is asked of you appears here by itself, the most urgent on top.</source>
        <translation>需要你做的事会自动出现在这里，最急的在最上面。</translation>
    </message>
    <message>
        <source>Take two photos, one from afar and one close up. Place and time come from them.</source>
        <translation>拍两张照片，一张远景，一张近景。地点和时间取自照片。</translation>
    </message>
    <message>
        <source>Closed, refused and withdrawn cases are kept here.</source>
        <translation>已结案、不予立案和已撤回的都保存在这里。</translation>
    </message>
    <message>
        <source>Cases of your grids and department appear here after the first sync.</source>
        <translation>第一次同步后，你的网格和部门的案件会出现在这里。</translation>
    </message>
</context>
<context>
    <name>CaseIndexHead</name>
    <message>
        <source>Cases</source>
        <translation>线索</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Stop selecting</source>
        <translation>结束选择</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Number, category, words, place or initials</source>
        <translation>编号、类别、文字、地点或拼音首字母</translation>
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
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>CaseMapCard</name>
    <message>
        <source>Measure again</source>
        <translation>重新测距</translation>
    </message>
    <message>
        <source>How far is it?</source>
        <translation>离我多远？</translation>
    </message>
    <message>
        <source>Large map</source>
        <translation>大地图</translation>
    </message>
</context>
<context>
    <name>CaseMapView</name>
    <message>
        <source>Map of the case. Arrow keys move it, plus and minus zoom.</source>
        <translation>案件地图。方向键移动，加减号缩放。</translation>
    </message>
</context>
<context>
    <name>CasePhotoView</name>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Shows the photo without what was drawn on it, and what was hidden.</source>
        <translation>显示没有标注的照片，也能看到被遮挡的部分。</translation>
    </message>
    <message>
        <source>Fetch it again</source>
        <translation>重新取回</translation>
    </message>
</context>
<context>
    <name>CasePhotos</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
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
        <translation>已超期</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>即将超期</translation>
    </message>
    <message>
        <source>In time</source>
        <translation>期限内</translation>
    </message>
    <message>
        <source>Without a deadline</source>
        <translation>没有期限</translation>
    </message>
    <message>
        <source>Asked of you</source>
        <translation>需要你处理</translation>
    </message>
    <message>
        <source>Others at work</source>
        <translation>他人办理中</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>已结束</translation>
    </message>
</context>
<context>
    <name>CaseStrip</name>
    <message>
        <source>Filters (%1)</source>
        <translation>筛选（%1）</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filters before these</source>
        <translation>前面的筛选</translation>
    </message>
    <message>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
</context>
<context>
    <name>CaseView</name>
    <message>
        <source>Facts</source>
        <translation>基本信息</translation>
    </message>
    <message>
        <source>Calls and visits</source>
        <translation>联系记录</translation>
    </message>
    <message>
        <source>Story</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Save the case as a PDF</source>
        <translation>把案件存为 PDF</translation>
    </message>
</context>
<context>
    <name>CasesInView</name>
    <message>
        <source>Here</source>
        <translation>这里</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>All in view</source>
        <translation>视野内全部</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待我处理</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我报的</translation>
    </message>
    <message>
        <source>No cases here</source>
        <translation>这里没有案件</translation>
    </message>
    <message>
        <source>Move the map, or show all cases.</source>
        <translation>移动地图，或显示全部案件。</translation>
    </message>
    <message>
        <source>Show all cases</source>
        <translation>显示全部案件</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Choose a case</source>
        <translation>请选择一个案件</translation>
    </message>
    <message>
        <source>Its photos, its story and what you can do now appear here.</source>
        <translation>照片、办理经过和你现在能做的事会显示在这里。</translation>
    </message>
</context>
<context>
    <name>CategoryPage</name>
    <message>
        <source>What is it about?</source>
        <translation>是什么问题？</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>Search: word, pinyin or initials</source>
        <translation>搜索：文字、拼音或首字母</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try another word, or choose “Not sure”: the centre will find the right one.</source>
        <translation>换个词试试，或选“不确定”，由中心确定类别。</translation>
    </message>
</context>
<context>
    <name>CategoryTiles</name>
    <message>
        <source>Recent</source>
        <translation>最近用过</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>%1: show as a chart</source>
        <translation>%1：显示图表</translation>
    </message>
    <message>
        <source>%1: show as a table</source>
        <translation>%1：显示表格</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Is it in order now?</source>
        <translation>现在处理好了吗？</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>已处理好</translation>
    </message>
    <message>
        <source>Not in order</source>
        <translation>没处理好</translation>
    </message>
    <message>
        <source>Unable to check</source>
        <translation>无法核查</translation>
    </message>
    <message>
        <source>Photo after handling</source>
        <translation>处置后照片</translation>
    </message>
    <message>
        <source>Your photo</source>
        <translation>你的照片</translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation>补充说明（选填）</translation>
    </message>
    <message>
        <source>What is not in order, or why not</source>
        <translation>哪里没处理好，或为什么无法核查</translation>
    </message>
</context>
<context>
    <name>ChooseAreas</name>
    <message>
        <source>Choose a file of areas</source>
        <translation>选择区域文件</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>ChooseCard</name>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Take in a card or folder</source>
        <translation>导入存储卡或文件夹</translation>
    </message>
    <message>
        <source>Photos are kept on this device, sorted into reports by place and time. The card is only read.</source>
        <translation>照片存入本机，按地点和时间分成上报。存储卡只读取，不改动。</translation>
    </message>
    <message>
        <source>Choose at least one folder.</source>
        <translation>请至少选一个文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) chosen</source>
        <translation>
            <numerusform>已选 %n 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cards and folders</source>
        <translation>存储卡和文件夹</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>No card is in</source>
        <translation>没有插入存储卡</translation>
    </message>
    <message>
        <source>Put a memory card in: it appears here by itself. Or choose a folder with photos.</source>
        <translation>插入存储卡后会自动出现在这里，也可以选择一个有照片的文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>Add a track…</source>
        <translation>添加轨迹…</translation>
    </message>
    <message>
        <source>A track recorded meanwhile (GPX or NMEA) gives photos their place when the camera did not. It can be added later, too.</source>
        <translation>相机没有定位时，可以按当时录下的轨迹（GPX 或 NMEA）给照片定位。也可以以后再添加。</translation>
    </message>
    <message>
        <source>Without the track %1</source>
        <translation>不用轨迹 %1</translation>
    </message>
</context>
<context>
    <name>ChoosePicture</name>
    <message>
        <source>Choose a picture of the code</source>
        <translation>选择开通码图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>ChosenBar</name>
    <message>
        <source>Tap photos or reports to choose them. Drag a photo to another report, or a report onto another.</source>
        <translation>点照片或上报即可选中。可以把照片拖到另一条上报，也可以把一条拖到另一条上合并。</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n 条上报</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Own report</source>
        <translation>单独一条</translation>
    </message>
    <message>
        <source>Move to…</source>
        <translation>移到…</translation>
    </message>
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
        <source>Shows the time</source>
        <translation>拍有时间码</translation>
    </message>
    <message>
        <source>A code with the time in this photo sets the clock of its camera</source>
        <translation>按这张照片里的时间二维码调整相机时间</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Category…</source>
        <translation>类别…</translation>
    </message>
    <message>
        <source>Far, near, detail in order</source>
        <translation>依次为远景、近景、细节</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>移出</translation>
    </message>
</context>
<context>
    <name>ClockCard</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Adjust the clock</source>
        <translation>调整相机时间</translation>
    </message>
    <message>
        <source>Hide the clock</source>
        <translation>收起相机时间</translation>
    </message>
    <message>
        <source>Clock offset of %1, %2</source>
        <translation>%1 的时间偏移，%2</translation>
    </message>
    <message>
        <source>−1 min</source>
        <translation>−1 分</translation>
    </message>
    <message>
        <source>−1 s</source>
        <translation>−1 秒</translation>
    </message>
    <message>
        <source>+1 s</source>
        <translation>+1 秒</translation>
    </message>
    <message>
        <source>+1 min</source>
        <translation>+1 分</translation>
    </message>
    <message>
        <source>Clock offset, such as +1:30</source>
        <translation>时间偏移，例如 +1:30</translation>
    </message>
</context>
<context>
    <name>CompareCard</name>
    <message>
        <source>Address of the hub</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>Fingerprint shown now</source>
        <translation>现在的单位指纹</translation>
    </message>
    <message>
        <source>Fingerprint known until now</source>
        <translation>原来的单位指纹</translation>
    </message>
    <message>
        <source>I have compared the fingerprint: it is the same</source>
        <translation>我已核对指纹，完全一致</translation>
    </message>
</context>
<context>
    <name>CompareHandle</name>
    <message>
        <source>Compare before and after. Arrow keys move the handle, plus and minus zoom, Shift with arrows moves the photos.</source>
        <translation>对比处置前后：方向键移动分界线，加减键缩放，Shift 加方向键移动照片。</translation>
    </message>
</context>
<context>
    <name>ComparePhotos</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Before and after on top of each other: %1</source>
        <translation>处置前后重叠对比：%1</translation>
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
        <source>How much of the photo from before is shown</source>
        <translation>显示多少处置前的照片</translation>
    </message>
</context>
<context>
    <name>CompareTable</name>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>When you acted</source>
        <translation>你操作时</translation>
    </message>
    <message>
        <source>At the hub now</source>
        <translation>中心现状</translation>
    </message>
    <message>
        <source>What you did</source>
        <translation>你的操作</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
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
    <name>CompareZoom</name>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>The whole photo is seen</source>
        <translation>已显示整张照片</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>It does not get larger</source>
        <translation>不能再放大</translation>
    </message>
</context>
<context>
    <name>ContactPage</name>
    <message>
        <source>Note a call or visit</source>
        <translation>记录电话或上门</translation>
    </message>
    <message>
        <source>Note it</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>How?</source>
        <translation>什么方式？</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>With whom?</source>
        <translation>联系了谁？</translation>
    </message>
    <message>
        <source>Reporter</source>
        <translation>上报人</translation>
    </message>
    <message>
        <source>Shop or owner</source>
        <translation>责任人或商户</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>企业</translation>
    </message>
    <message>
        <source>Resident</source>
        <translation>居民</translation>
    </message>
    <message>
        <source>Colleague</source>
        <translation>同事</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>Name or firm, if it helps</source>
        <translation>姓名或单位（选填）</translation>
    </message>
    <message>
        <source>When?</source>
        <translation>什么时候？</translation>
    </message>
    <message>
        <source>When? %1</source>
        <translation>什么时候？%1</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>刚才</translation>
    </message>
    <message>
        <source>Half an hour ago</source>
        <translation>半小时前</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>1 小时前</translation>
    </message>
    <message>
        <source>2 hours ago</source>
        <translation>2 小时前</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>What was said?</source>
        <translation>说了什么？</translation>
    </message>
    <message>
        <source>Colleagues who work on the case read it. The reporter does not.</source>
        <translation>办理此案的同事能看到，上报人看不到。</translation>
    </message>
</context>
<context>
    <name>DayNumbers</name>
    <message>
        <source>overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>due soon</source>
        <translation>即将超期</translation>
    </message>
    <message>
        <source>need attention</source>
        <translation>需处理</translation>
    </message>
    <message>
        <source>reported today</source>
        <translation>今日上报</translation>
    </message>
    <message>
        <source>closed this week</source>
        <translation>本周结案</translation>
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
    <name>DevicesCard</name>
    <message>
        <source>My devices</source>
        <translation>我的设备</translation>
    </message>
    <message numerus="yes">
        <source>%n signed in</source>
        <translation>
            <numerusform>已登录 %n 台</numerusform>
        </translation>
    </message>
    <message>
        <source>Look where you are signed in</source>
        <translation>查看在哪些设备上登录</translation>
    </message>
    <message>
        <source>It is signed out at its next contact. What was not sent stays on it and goes after the next sign-in there; what is made on it from now on is looked at by the centre first.</source>
        <translation>那台设备下次联网时退出登录。未发送的内容留在那台设备上，再次登录后发送；此后在其上作出的内容先由中心核实。</translation>
    </message>
    <message>
        <source>Sign it out</source>
        <translation>让它退出</translation>
    </message>
    <message>
        <source>Lost or stolen? Then everything made on it since it last reached the hub is looked at by the centre first.</source>
        <translation>遗失或被盗？则自它上次联网之后作出的内容都先由中心核实。</translation>
    </message>
    <message>
        <source>It is lost</source>
        <translation>已遗失</translation>
    </message>
</context>
<context>
    <name>DiscardedLine</name>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
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
    <name>EntryList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>再显示 %n 条</numerusform>
        </translation>
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
        <translation>%1：从文件中选取</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>ExportPart</name>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>GeoJSON</source>
        <translation>GeoJSON</translation>
    </message>
    <message>
        <source>KML</source>
        <translation>KML</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>FeedbackPage</name>
    <message>
        <source>Report the result</source>
        <translation>处置反馈</translation>
    </message>
    <message>
        <source>What came of it?</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Partly fixed</source>
        <translation>部分解决</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>不属本部门</translation>
    </message>
    <message>
        <source>Cannot be fixed</source>
        <translation>无法解决</translation>
    </message>
    <message>
        <source>What was done?</source>
        <translation>做了什么？</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Please enter a number.</source>
        <translation>请填写数字。</translation>
    </message>
    <message>
        <source>of what, if it can be counted</source>
        <translation>单位（能计数时填）</translation>
    </message>
    <message>
        <source>places</source>
        <translation>处</translation>
    </message>
    <message>
        <source>m²</source>
        <translation>㎡</translation>
    </message>
    <message>
        <source>m</source>
        <translation>米</translation>
    </message>
    <message>
        <source>incidents</source>
        <translation>起</translation>
    </message>
    <message>
        <source>sheets</source>
        <translation>张</translation>
    </message>
    <message>
        <source>vehicles</source>
        <translation>辆</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>座</translation>
    </message>
</context>
<context>
    <name>FolderChooser</name>
    <message>
        <source>Choose a folder with photos</source>
        <translation>选择存放照片的文件夹</translation>
    </message>
    <message>
        <source>Choose the stick or a folder</source>
        <translation>选择 U 盘或文件夹</translation>
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
        <source>Sunlight</source>
        <translation>强光</translation>
    </message>
    <message>
        <source>Size of type</source>
        <translation>字号</translation>
    </message>
</context>
<context>
    <name>GalleryCharts</name>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>Charts and maps</source>
        <translation>图表与地图</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>处理中</translation>
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
        <source>Nothing is chosen yet</source>
        <translation>还没有选择</translation>
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
        <source>Size of type</source>
        <translation>字号</translation>
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
    <name>GalleryEdges</name>
    <message>
        <source>Long words, nothing, and mistakes</source>
        <translation>长文字、空白与错误</translation>
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
    <name>GalleryHeat</name>
    <message>
        <source>Heat of grids</source>
        <translation>网格热力</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
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
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
</context>
<context>
    <name>GalleryPages</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Choose photos</source>
        <translation>选择照片</translation>
    </message>
    <message>
        <source>Overdue %1</source>
        <translation>已超期 %1</translation>
    </message>
    <message>
        <source>Choose a category</source>
        <translation>选择类别</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>普通</translation>
    </message>
</context>
<context>
    <name>GalleryStates</name>
    <message>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Ordinary</source>
        <translation>平常</translation>
    </message>
    <message>
        <source>Focused</source>
        <translation>有焦点</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不可用</translation>
    </message>
    <message>
        <source>The device has no receiver for positions.</source>
        <translation>本机没有定位装置。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Everything has arrived</source>
        <translation>全部已送达</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>服务器地址</translation>
    </message>
</context>
<context>
    <name>GhostLayer</name>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>How strongly the photo of before is shown</source>
        <translation>之前照片的显示强度</translation>
    </message>
</context>
<context>
    <name>GridPicker</name>
    <message>
        <source>Planned grids (if you like)</source>
        <translation>计划网格（可不选）</translation>
    </message>
    <message>
        <source>No grids are known on this device. You can patrol without a plan; import grids to see which ones you cover.</source>
        <translation>本机还没有网格。可以不带计划巡查；导入网格后能看到覆盖了哪些。</translation>
    </message>
    <message>
        <source>Name or code</source>
        <translation>名称或编码</translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message>
        <source>Category…</source>
        <translation>类别…</translation>
    </message>
    <message>
        <source>Category of report %1: %2</source>
        <translation>第 %1 条的类别：%2</translation>
    </message>
    <message>
        <source>Report %1 is chosen</source>
        <translation>已选第 %1 条</translation>
    </message>
    <message>
        <source>Choose report %1</source>
        <translation>选择第 %1 条</translation>
    </message>
    <message>
        <source>Same category: %1</source>
        <translation>同一类别：%1</translation>
    </message>
</context>
<context>
    <name>GroupTile</name>
    <message>
        <source>no place</source>
        <translation>没有位置</translation>
    </message>
</context>
<context>
    <name>GroupsView</name>
    <message>
        <source>Reports. Up and down: another report; left and right: another photo.</source>
        <translation>上报列表。上下键换一条，左右键换一张照片。</translation>
    </message>
</context>
<context>
    <name>HandOverCard</name>
    <message>
        <source>No network for long?</source>
        <translation>长时间没有网络？</translation>
    </message>
    <message>
        <source>Put what waits onto a stick: a colleague or the centre takes it to the hub. Only the hub can read it, and it counts once.</source>
        <translation>把待发内容放到 U 盘，由同事或中心送达。只有中心能打开，重复送达也只算一次。</translation>
    </message>
    <message>
        <source>Onto a stick …</source>
        <translation>放到 U 盘…</translation>
    </message>
    <message>
        <source>From a stick …</source>
        <translation>从 U 盘读取…</translation>
    </message>
    <message>
        <source>Send the copies</source>
        <translation>发送备份</translation>
    </message>
</context>
<context>
    <name>HarvestPage</name>
    <message>
        <source>Drafts from the card</source>
        <translation>导入的草稿</translation>
    </message>
    <message>
        <source>They are on the home page too. Tap one to finish it.</source>
        <translation>首页上也有这些草稿。点一份即可补全。</translation>
    </message>
    <message>
        <source>Sort the rest</source>
        <translation>整理剩下的</translation>
    </message>
    <message>
        <source>Another card</source>
        <translation>再导入一张卡</translation>
    </message>
    <message numerus="yes">
        <source>Submit %n that are complete</source>
        <translation>
            <numerusform>提交已完整的 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Nothing is left to finish</source>
        <translation>都已处理完</translation>
    </message>
    <message>
        <source>What was filed waits in the outbox, or has arrived.</source>
        <translation>已提交的在待发箱，或已送达。</translation>
    </message>
</context>
<context>
    <name>HeatCard</name>
    <message>
        <source>%1: show as a map</source>
        <translation>%1：显示地图</translation>
    </message>
    <message>
        <source>%1: show as a table</source>
        <translation>%1：显示表格</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Show me around, one minute</source>
        <translation>看一分钟介绍</translation>
    </message>
    <message>
        <source>How do I report something?</source>
        <translation>怎样上报？</translation>
    </message>
    <message>
        <source>Press the camera. Take one photo from afar that shows where it is, and one from near that shows what it is. Choose a category or say that you are not sure, and submit. What is missing is said beside the button; nothing you made is lost when you leave.</source>
        <translation>点相机。远处拍一张看得出在哪里，近处拍一张看得出是什么。选类别，不确定也可以说明，然后提交。还缺什么会写在按钮旁；中途离开，已做的都在。</translation>
    </message>
    <message>
        <source>There is no network. What now?</source>
        <translation>没有网络怎么办？</translation>
    </message>
    <message>
        <source>Go on as usual. Everything is kept on this device and sent by itself later. The line at the top says how much waits.</source>
        <translation>照常使用。内容都存在本机，之后自动发送。最上面一行写着还有多少待发。</translation>
    </message>
    <message>
        <source>Why is something not sent?</source>
        <translation>为什么还没发出？</translation>
    </message>
    <message>
        <source>Touch the line at the top. Each entry says why it waits and when it is tried again, and has the one button that helps. Records go first, then small pictures, then the originals.</source>
        <translation>点最上面一行。每一条都写着为什么在等、什么时候再试，并有一个管用的按钮。先发记录，再发小图，最后发原图。</translation>
    </message>
    <message>
        <source>The place is wrong.</source>
        <translation>地点不对。</translation>
    </message>
    <message>
        <source>Touch the pencil beside the place and set the mark by hand, or type the address. A place that you set is never overwritten.</source>
        <translation>点地点旁的铅笔，手动移动标记，或填写地址。你定的地点不会被覆盖。</translation>
    </message>
    <message>
        <source>What do yellow and red mean?</source>
        <translation>黄色和红色是什么意思？</translation>
    </message>
    <message>
        <source>Yellow: past its time. Red: past one and a half times. A clock in an outline: it is due soon. Yellow and red mean nothing else here.</source>
        <translation>黄色：超期。红色：超过时限的一倍半。空心时钟：快到期。黄色和红色只有这个意思。</translation>
    </message>
    <message>
        <source>What needs attention?</source>
        <translation>什么是需要处理？</translation>
    </message>
    <message>
        <source>The hub could not take something as it is: the case has moved on, or a part is missing. You see yours and theirs side by side and decide. Nothing is thrown away.</source>
        <translation>服务器没能直接接受：案件已有进展，或缺少一项。你的和对方的并排显示，由你决定。什么都不会丢弃。</translation>
    </message>
    <message>
        <source>Several people share this tablet.</source>
        <translation>几个人共用这台平板。</translation>
    </message>
    <message>
        <source>Each sets a PIN under Me. Then “Somebody else works here” hands it over, and a PIN brings you back without a network. What one has not sent goes along with the next one&apos;s work, as theirs.</source>
        <translation>每人在“我的”里设置 PIN 码。点“换人使用”交给下一位，没有网络也能凭 PIN 码回来。前一位没发完的，会随下一位的内容一起发出，仍记在前一位名下。</translation>
    </message>
    <message>
        <source>I forgot my PIN.</source>
        <translation>忘了 PIN 码。</translation>
    </message>
    <message>
        <source>Choose “I forgot the PIN” and sign in by password. Your drafts, photos and what waits are all there afterwards.</source>
        <translation>点“忘了 PIN 码”，用密码登录。草稿、照片和待发内容都还在。</translation>
    </message>
    <message>
        <source>The device is full.</source>
        <translation>本机空间满了。</translation>
    </message>
    <message>
        <source>Me, Storage: originals that the hub has confirmed can go. What is not sent never does.</source>
        <translation>打开“我的”里的“存储”：服务器已签收的原件可以清理，没发出的不会动。</translation>
    </message>
    <message>
        <source>By keyboard</source>
        <translation>用键盘</translation>
    </message>
    <message>
        <source>Tab and Enter reach everything, Escape goes one step back. Ctrl+1 to Ctrl+5 are the places, Ctrl+0 the outbox, Ctrl+N a new report, Ctrl+L locks, F5 sends and fetches now.</source>
        <translation>Tab 和回车可以到达任何地方，Esc 退一步。Ctrl+1 到 Ctrl+5 切换页面，Ctrl+0 发件箱，Ctrl+N 新上报，Ctrl+L 锁定，F5 立即收发。</translation>
    </message>
</context>
<context>
    <name>HereRow</name>
    <message>
        <source>Where you are</source>
        <translation>当前位置</translation>
    </message>
    <message>
        <source>Looking for the position …</source>
        <translation>正在定位…</translation>
    </message>
    <message>
        <source>Tap to use this device&apos;s position, or say in words why not</source>
        <translation>点按使用本机定位，或用文字说明原因</translation>
    </message>
</context>
<context>
    <name>HomeEntries</name>
    <message>
        <source>Start a patrol</source>
        <translation>开始巡查</translation>
    </message>
    <message>
        <source>Track, grids and reports on one map; the track stays on this device.</source>
        <translation>轨迹、网格和上报都在一张图上；轨迹只存在本机。</translation>
    </message>
    <message>
        <source>Take in a card or folder</source>
        <translation>导入存储卡或文件夹</translation>
    </message>
    <message>
        <source>Many photos at once, sorted into reports by place and time.</source>
        <translation>一次导入许多照片，按地点和时间分成上报。</translation>
    </message>
</context>
<context>
    <name>HomeMine</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
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
        <source>No report yet</source>
        <translation>还没有上报</translation>
    </message>
    <message>
        <source>Take two photos, one from afar and one close up. Place and time come from the photo.</source>
        <translation>拍两张照片：一张远景，一张近景。地点和时间会从照片读取。</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
</context>
<context>
    <name>HomeNews</name>
    <message>
        <source>New for you</source>
        <translation>新消息</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
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
</context>
<context>
    <name>HomeTasks</name>
    <message>
        <source>To do</source>
        <translation>待我处理</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Most urgent first</source>
        <translation>最急的在前</translation>
    </message>
    <message>
        <source>Nearest first</source>
        <translation>最近的在前</translation>
    </message>
    <message>
        <source>Nothing to do now</source>
        <translation>暂时没有待办</translation>
    </message>
    <message>
        <source>Cases and tasks for you appear here by themselves, the most urgent first.</source>
        <translation>派给你的案件和任务会自动出现在这里，最急的在最前。</translation>
    </message>
</context>
<context>
    <name>HomeWeek</name>
    <message>
        <source>My week</source>
        <translation>我的一周</translation>
    </message>
    <message>
        <source>All my numbers</source>
        <translation>全部统计</translation>
    </message>
</context>
<context>
    <name>HourField</name>
    <message>
        <source>%1: one hour earlier</source>
        <translation>%1：早一小时</translation>
    </message>
    <message>
        <source>%1: one hour later</source>
        <translation>%1：晚一小时</translation>
    </message>
</context>
<context>
    <name>IntakeFolders</name>
    <message>
        <source>Choose a card or folder</source>
        <translation>选择存储卡或文件夹</translation>
    </message>
</context>
<context>
    <name>LockCard</name>
    <message>
        <source>Quick lock</source>
        <translation>快速锁定</translation>
    </message>
    <message>
        <source>Your PIN is asked for at every start and after a while without a touch. What waits is sent meanwhile.</source>
        <translation>每次启动和闲置一会儿之后要输入 PIN 码。锁定时待发内容照常发送。</translation>
    </message>
    <message>
        <source>This machine has no keyring. Set a PIN of six digits or more and you stay signed in; without one you sign in at every start.</source>
        <translation>本机没有密码保管服务。设置六位以上的 PIN 码可保持登录，否则每次启动都要登录。</translation>
    </message>
    <message>
        <source>With a PIN of six digits or more nobody else opens your work, and you come back without a password or a network.</source>
        <translation>设置六位以上的 PIN 码后，别人打不开你的内容，你不用密码、没有网络也能回来。</translation>
    </message>
    <message>
        <source>Your organisation asks everybody to set a PIN.</source>
        <translation>单位要求每人设置 PIN 码。</translation>
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
        <source>Locks by itself after</source>
        <translation>闲置多久自动锁定</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>Somebody else works here</source>
        <translation>换人使用</translation>
    </message>
    <message>
        <source>Remove PIN</source>
        <translation>取消 PIN 码</translation>
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
    <name>LooseCard</name>
    <message>
        <source>Drop here: a report of its own</source>
        <translation>放到这里：单独一条上报</translation>
    </message>
    <message>
        <source>In no report</source>
        <translation>不在任何上报里</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
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
    <name>MapButtons</name>
    <message>
        <source>Show more around</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show less, larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Show the whole patrol</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>MapGrid</name>
    <message>
        <source>N</source>
        <translation>北</translation>
    </message>
</context>
<context>
    <name>MapScale</name>
    <message>
        <source>%1 km</source>
        <translation>%1 公里</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 米</translation>
    </message>
</context>
<context>
    <name>MapTools</name>
    <message>
        <source>Show all photos</source>
        <translation>显示全部照片</translation>
    </message>
    <message>
        <source>Show more around</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show less, larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Farther away</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Where am I?</source>
        <translation>我的位置</translation>
    </message>
    <message>
        <source>Show all cases</source>
        <translation>显示全部案件</translation>
    </message>
    <message>
        <source>Take an area with me</source>
        <translation>带上一片区域</translation>
    </message>
    <message>
        <source>Maps on this device</source>
        <translation>本机地图</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map. Arrow keys move it, plus and minus zoom.</source>
        <translation>地图。方向键移动，加减键缩放。</translation>
    </message>
</context>
<context>
    <name>MarkCanvas</name>
    <message>
        <source>The photo. Enter puts the chosen tool&apos;s mark into its middle, Tab leads through the marks, plus and minus zoom.</source>
        <translation>照片。按回车把所选工具的标注放到正中，Tab 键逐个选择标注，加减号缩放。</translation>
    </message>
</context>
<context>
    <name>MarkItem</name>
    <message>
        <source>Arrow keys move it, Shift with arrows stretches it, Delete removes it.</source>
        <translation>方向键移动，Shift 加方向键改大小，Delete 键移除。</translation>
    </message>
</context>
<context>
    <name>MarkPage</name>
    <message>
        <source>Mark the photo</source>
        <translation>标注照片</translation>
    </message>
    <message>
        <source>Original, without marks</source>
        <translation>原图，不带标注</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>The whole photo is seen</source>
        <translation>已显示整张照片</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>It does not get larger</source>
        <translation>不能再放大</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>MarkPanel</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Nothing has been done yet</source>
        <translation>还没有可撤销的</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Nothing was undone</source>
        <translation>没有可重做的</translation>
    </message>
    <message>
        <source>The system of your office is older: it does not keep hidden what you hide here when a result is shown to everybody.</source>
        <translation>中心的系统版本较旧：结果对外公示时，不会遮住你在这里遮住的内容。</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>表示什么</translation>
    </message>
    <message>
        <source>Draw a box over a face or a number plate. Copies and results show nothing of it; the original stays with the case as evidence.</source>
        <translation>在人脸或车牌上画个框。副本和公示结果都看不到它；原图作为证据随案件保存。</translation>
    </message>
    <message>
        <source>Draw a box around what stays. Copies and results show nothing of what is outside; the original stays with the case as evidence.</source>
        <translation>框出要保留的部分。副本和公示结果都看不到框外的内容；原图作为证据随案件保存。</translation>
    </message>
    <message>
        <source>Words of the label</source>
        <translation>文字内容</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>No mark is chosen</source>
        <translation>没有选中标注</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
</context>
<context>
    <name>MarkWords</name>
    <message>
        <source>Arrow</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>圆圈</translation>
    </message>
    <message>
        <source>Pen</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>遮挡</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>已添加%1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>已移除%1</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>退回一步</translation>
    </message>
    <message>
        <source>One step forward</source>
        <translation>前进一步</translation>
    </message>
</context>
<context>
    <name>MatchNote</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Comparing the photos …</source>
        <translation>正在比较照片…</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
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
</context>
<context>
    <name>MoreCard</name>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Wi-Fi, mobile data, battery</source>
        <translation>Wi-Fi、移动数据、电量</translation>
    </message>
    <message>
        <source>Setting up</source>
        <translation>开通</translation>
    </message>
    <message>
        <source>A code from your organisation</source>
        <translation>单位的开通码</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>What takes room, and making room</source>
        <translation>什么占空间，怎样清理</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Unit grids, communities, streets</source>
        <translation>单元网格、社区、街道</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>How it works, and what to do when</source>
        <translation>怎样使用，遇到问题怎么办</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version and licences</source>
        <translation>版本和许可</translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message>
        <source>More places</source>
        <translation>更多去处</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 条新的</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MoveSheet</name>
    <message numerus="yes">
        <source>Move %n photo(s) to…</source>
        <translation>
            <numerusform>把 %n 张照片移到…</numerusform>
        </translation>
    </message>
    <message>
        <source>A report of its own</source>
        <translation>单独一条上报</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>上报</translation>
    </message>
    <message>
        <source>No. %1</source>
        <translation>第 %1 条</translation>
    </message>
</context>
<context>
    <name>NewPinForm</name>
    <message>
        <source>New PIN, six digits or more</source>
        <translation>新 PIN 码，六位以上数字</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>再输入一次 PIN 码</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>设置 PIN 码</translation>
    </message>
    <message>
        <source>Sign out instead</source>
        <translation>不设置，退出登录</translation>
    </message>
</context>
<context>
    <name>NewsPane</name>
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
    <name>NoticeList</name>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Tap to confirm that you have read it.</source>
        <translation>点一下表示已读。</translation>
    </message>
</context>
<context>
    <name>NotifyPage</name>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Tell me when I look elsewhere</source>
        <translation>离开窗口时通知我</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>免打扰时段</translation>
    </message>
    <message>
        <source>What comes meanwhile is told together afterwards</source>
        <translation>期间的消息在结束后一并通知</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Name matter and place</source>
        <translation>显示案由和地点</translation>
    </message>
    <message>
        <source>Never on a locked screen. When this is off, only how many things are new is told.</source>
        <translation>锁屏时从不显示。关闭时只通知数量。</translation>
    </message>
    <message>
        <source>Send one for trial</source>
        <translation>试发一条通知</translation>
    </message>
</context>
<context>
    <name>NumberTiles</name>
    <message>
        <source>on patrol</source>
        <translation>巡查时长</translation>
    </message>
    <message>
        <source>walked</source>
        <translation>里程</translation>
    </message>
    <message>
        <source>grids covered</source>
        <translation>覆盖网格</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>上报</translation>
    </message>
</context>
<context>
    <name>NumbersPane</name>
    <message>
        <source>days in a row with something done</source>
        <translation>连续有记录</translation>
    </message>
    <message>
        <source>longest row in 12 weeks</source>
        <translation>12 周内最长连续</translation>
    </message>
    <message>
        <source>from report to closing, in the middle</source>
        <translation>从上报到结案（中位数）</translation>
    </message>
    <message>
        <source>My week</source>
        <translation>我的一周</translation>
    </message>
    <message>
        <source>My reports in 12 weeks</source>
        <translation>最近 12 周的上报</translation>
    </message>
    <message>
        <source>Open cases by grid</source>
        <translation>各网格未结案件</translation>
    </message>
    <message>
        <source>My team&apos;s week</source>
        <translation>我的团队本周</translation>
    </message>
    <message>
        <source>Save my week as PDF</source>
        <translation>把本周存为 PDF</translation>
    </message>
</context>
<context>
    <name>OftenCard</name>
    <message>
        <source>What I report most</source>
        <translation>我最常上报的</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>Go on with all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
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
        <source>Put away lately</source>
        <translation>最近移走的</translation>
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
        <translation>北</translation>
    </message>
</context>
<context>
    <name>PadView</name>
    <message>
        <source>Placing pad. Arrow keys move the pin, plus and minus zoom.</source>
        <translation>定位板。方向键移动图钉，加减号缩放。</translation>
    </message>
    <message>
        <source>Show more around</source>
        <translation>看大范围</translation>
    </message>
    <message>
        <source>Show less, larger</source>
        <translation>看近一点</translation>
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
    <name>PatrolMap</name>
    <message>
        <source>Map of the patrol. Arrow keys move it, plus and minus zoom.</source>
        <translation>巡查地图。方向键移动，加减键缩放。</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 公里</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 米</translation>
    </message>
    <message>
        <source>The map begins with the first position.</source>
        <translation>收到第一个位置后显示地图。</translation>
    </message>
    <message>
        <source>No position was recorded.</source>
        <translation>没有记录到位置。</translation>
    </message>
</context>
<context>
    <name>PatrolNow</name>
    <message>
        <source>End the patrol</source>
        <translation>结束巡查</translation>
    </message>
    <message>
        <source>New report</source>
        <translation>新上报</translation>
    </message>
    <message>
        <source>The track stays on this device.</source>
        <translation>轨迹只存在本机。</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Reports on the way</source>
        <translation>途中上报</translation>
    </message>
</context>
<context>
    <name>PatrolPast</name>
    <message>
        <source>Delete the track</source>
        <translation>删除轨迹</translation>
    </message>
    <message>
        <source>Save the track (GPX) …</source>
        <translation>保存轨迹（GPX）…</translation>
    </message>
    <message>
        <source>GPX …</source>
        <translation>GPX…</translation>
    </message>
    <message>
        <source>Save the summary (PDF) …</source>
        <translation>保存小结（PDF）…</translation>
    </message>
    <message>
        <source>PDF …</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>The track of this patrol was deleted. Its numbers, grids and reports are kept.</source>
        <translation>这次巡查的轨迹已删除；数字、网格和上报都保留。</translation>
    </message>
    <message>
        <source>The track is on this device alone. It leaves it only when you save it as a file.</source>
        <translation>轨迹只在本机，只有自己保存成文件才会离开。</translation>
    </message>
    <message>
        <source>Grids</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Reports on the way</source>
        <translation>途中上报</translation>
    </message>
</context>
<context>
    <name>PatrolPlan</name>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>A patrol records your track, the grids you cover and the reports you make on the way.</source>
        <translation>巡查会记录自己的轨迹、走到的网格和途中的上报。</translation>
    </message>
    <message>
        <source>Start the patrol</source>
        <translation>开始巡查</translation>
    </message>
    <message>
        <source>Your track stays on this device. Nothing of it is sent to the centre or to anybody else; only you can save it as a file and hand it on.</source>
        <translation>轨迹只存在本机，不会发送给中心或任何人；只有自己可以保存成文件交给别人。</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>队伍</translation>
    </message>
    <message>
        <source>On your own</source>
        <translation>个人巡查</translation>
    </message>
    <message>
        <source>Patrols so far</source>
        <translation>以往巡查</translation>
    </message>
    <message>
        <source>No patrol yet</source>
        <translation>还没有巡查</translation>
    </message>
    <message>
        <source>When a patrol ends, its map, grids and reports are here, ready to be saved as a PDF.</source>
        <translation>巡查结束后，路线、网格和上报都在这里，可以保存成 PDF。</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Somebody new: sign in</source>
        <translation>新成员登录</translation>
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
    <name>PhotoChoice</name>
    <message>
        <source>There is no photo of it on this device.</source>
        <translation>本机没有这样的照片。</translation>
    </message>
    <message>
        <source>Show this photo</source>
        <translation>公示这张</translation>
    </message>
    <message>
        <source>%1: show %2</source>
        <translation>%1：公示%2</translation>
    </message>
</context>
<context>
    <name>PhotoPage</name>
    <message>
        <source>Mark</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>Use as: %1</source>
        <translation>作为%1</translation>
    </message>
    <message>
        <source>Use as: further photo</source>
        <translation>作为其他照片</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>PhotoSlot</name>
    <message>
        <source>needed</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>A photo is there</source>
        <translation>已有照片</translation>
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
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Voice note</source>
        <translation>语音</translation>
    </message>
</context>
<context>
    <name>PickerFoot</name>
    <message>
        <source>Tap a photo to choose it.</source>
        <translation>点按选择照片。</translation>
    </message>
    <message>
        <source>Tap photos in the order you want them, up to %1.</source>
        <translation>按需要的顺序点选，最多 %1 张。</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) chosen</source>
        <translation>
            <numerusform>已选 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>Use photos</source>
        <translation>使用照片</translation>
    </message>
    <message>
        <source>Choose a photo first</source>
        <translation>请先选择照片</translation>
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
        <translation>图片</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Home folder</source>
        <translation>个人文件夹</translation>
    </message>
    <message>
        <source>Demo photos</source>
        <translation>演示照片</translation>
    </message>
    <message>
        <source>Other folder…</source>
        <translation>其他文件夹…</translation>
    </message>
    <message>
        <source>No photos in this folder</source>
        <translation>这个文件夹里没有照片</translation>
    </message>
    <message>
        <source>Put in a card, or choose another folder above.</source>
        <translation>请插入存储卡，或在上方选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>PinForm</name>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Delete one digit</source>
        <translation>删除一位</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>其他人</translation>
    </message>
    <message>
        <source>I forgot the PIN: sign in again</source>
        <translation>忘记 PIN 码，重新登录</translation>
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
        <translation>在哪里？</translation>
    </message>
    <message>
        <source>In words</source>
        <translation>地点描述</translation>
    </message>
    <message>
        <source>Street and number, crossing, shop, bus stop …</source>
        <translation>路名门牌、路口、店铺、公交站…</translation>
    </message>
    <message>
        <source>Tap the map where it is, or use this device&apos;s position.</source>
        <translation>请在地图上点一下问题所在的位置，或使用本机定位。</translation>
    </message>
    <message>
        <source>Nothing says yet where on the map this is. Use this device&apos;s position, or type coordinates.</source>
        <translation>还不知道在什么位置。请使用本机定位，或填写经纬度。</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>Looking for the position …</source>
        <translation>正在定位…</translation>
    </message>
    <message>
        <source>Use this device&apos;s position</source>
        <translation>使用本机定位</translation>
    </message>
    <message>
        <source>The numbers are</source>
        <translation>坐标系</translation>
    </message>
    <message>
        <source>WGS-84 (satellite, GPS)</source>
        <translation>WGS-84（卫星定位）</translation>
    </message>
    <message>
        <source>GCJ-02 (Amap, Tencent)</source>
        <translation>GCJ-02（高德、腾讯）</translation>
    </message>
    <message>
        <source>BD-09 (Baidu)</source>
        <translation>BD-09（百度）</translation>
    </message>
    <message>
        <source>A place set by hand stays for good, whatever the photos say.</source>
        <translation>手动标注的位置始终有效，照片不会改动它。</translation>
    </message>
    <message>
        <source>Set this place</source>
        <translation>就在这里</translation>
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
        <source>Map</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Patrol</source>
        <translation>巡查</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>动态</translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation>发件箱</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>PointsPane</name>
    <message>
        <source>No points are given here</source>
        <translation>这里不计积分</translation>
    </message>
    <message>
        <source>Points are counted by the hub</source>
        <translation>积分由服务器统计</translation>
    </message>
    <message>
        <source>Your organisation does not give points. Your numbers are on the next page.</source>
        <translation>你所在的单位没有启用积分。你的统计在下一页。</translation>
    </message>
    <message>
        <source>They appear here after the next sync.</source>
        <translation>下次同步后在这里显示。</translation>
    </message>
    <message>
        <source>My points</source>
        <translation>我的积分</translation>
    </message>
    <message numerus="yes">
        <source>%n points this quarter</source>
        <translation>
            <numerusform>本季度 %n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in the last 12 months</source>
        <translation>近 12 个月共 %1 分</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>积分明细</translation>
    </message>
    <message>
        <source>Points are given when a report of yours is filed, not when it is sent.</source>
        <translation>上报立案后才计积分，只提交不计分。</translation>
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
        <translation>想说的话（选填）</translation>
    </message>
    <message>
        <source>What was done well, and where?</source>
        <translation>哪里做得好？</translation>
    </message>
    <message>
        <source>Thank you for …</source>
        <translation>感谢…</translation>
    </message>
    <message>
        <source>Your praise is shown to those who did the work.</source>
        <translation>你的点赞会让做事的人看到。</translation>
    </message>
    <message>
        <source>Send praise</source>
        <translation>发送点赞</translation>
    </message>
</context>
<context>
    <name>PraiseWall</name>
    <message>
        <source>No praise shown yet</source>
        <translation>还没有展示的点赞</translation>
    </message>
    <message>
        <source>What people liked about the city appears here, once the centre has read it.</source>
        <translation>市民点赞的文明瞬间，经中心查看后在这里展示。</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>Where your report stands</source>
        <translation>上报进展</translation>
    </message>
</context>
<context>
    <name>PublishPage</name>
    <message>
        <source>Show the result to everybody</source>
        <translation>公示处置结果</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>公示</translation>
    </message>
    <message>
        <source>Everybody who is signed in sees this: the words and photos below, the category, the department and the grid. Who reported it, who handled it, the case number and the exact place are never shown. It can be taken back at any time.</source>
        <translation>所有登录用户都会看到：下面的文字和照片、问题类别、部门和网格。上报人、处置人、案件编号和具体位置不会公开。随时可以撤下。</translation>
    </message>
    <message>
        <source>Photos that are not on this device yet: %1. They were asked for and come as soon as the rules for originals allow.</source>
        <translation>还不在本设备上的照片：%1 张。已经请求取回，原图规则允许时就会到。</translation>
    </message>
    <message>
        <source>Photo from before</source>
        <translation>处置前照片</translation>
    </message>
    <message>
        <source>Photo from after</source>
        <translation>处置后照片</translation>
    </message>
    <message>
        <source>Look at each photo in full: no face, no number plate, no door or name that tells who somebody is. A copy without place and time goes out.</source>
        <translation>请逐张放大看清：没有人脸、车牌，也没有能认出是谁的门牌或姓名。公开的是不带位置和时间的副本。</translation>
    </message>
    <message>
        <source>What everybody reads</source>
        <translation>公示文字</translation>
    </message>
</context>
<context>
    <name>RankingCard</name>
    <message>
        <source>Ranking of the quarter</source>
        <translation>本季度排行</translation>
    </message>
    <message>
        <source>Take part in the ranking</source>
        <translation>参加排行</translation>
    </message>
    <message>
        <source>Others see your nickname and your points, nothing else. Who does not take part appears nowhere.</source>
        <translation>别人只看到你的昵称和积分。不参加的人哪里都不会显示。</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>昵称</translation>
    </message>
    <message>
        <source>Change the nickname</source>
        <translation>更改昵称</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>%1. %2, %3 points: you</source>
        <translation>第 %1 名，%2，%3 分，这是你</translation>
    </message>
    <message>
        <source>%1. %2, %3 points</source>
        <translation>第 %1 名，%2，%3 分</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1（你）</translation>
    </message>
</context>
<context>
    <name>RatePage</name>
    <message>
        <source>Rate</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Send rating</source>
        <translation>提交评价</translation>
    </message>
    <message>
        <source>How satisfied are you with the result?</source>
        <translation>对处置结果满意吗？</translation>
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
        <translation>哪里不满意？</translation>
    </message>
    <message>
        <source>A word, if you like</source>
        <translation>想说的话（选填）</translation>
    </message>
</context>
<context>
    <name>RecordingPage</name>
    <message>
        <source>The recording is still at the hub</source>
        <translation>录像或录音还在服务器上</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Voice note</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>RecordingView</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>RemarkLine</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>ReopenPage</name>
    <message>
        <source>Ask to reopen</source>
        <translation>申请复查</translation>
    </message>
    <message>
        <source>After handling</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>What is not right?</source>
        <translation>哪里不满意？</translation>
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
        <translation>照片里通常有，也可以手动标注</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>还不知道</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Not for “%1”</source>
        <translation>不计入“%1”</translation>
    </message>
    <message>
        <source>Tap to take the report out of it</source>
        <translation>点一下，不计入此活动</translation>
    </message>
    <message>
        <source>Tap to put it back</source>
        <translation>点一下可放回活动</translation>
    </message>
    <message>
        <source>Grid and department, by the place</source>
        <translation>所在网格与责任部门</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>unless a photo says otherwise</source>
        <translation>如果照片有时间，以照片为准</translation>
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
        <translation>删除草稿</translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation>把照片放在这里</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Praise</source>
        <translation>点赞</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>咨询</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>I fixed it myself</source>
        <translation>我已自行处置</translation>
    </message>
    <message>
        <source>A photo from before and one from after, and it needs no handler.</source>
        <translation>处置前、处置后各拍一张，不再派给别人。</translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation>补充说明（选填）</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>想说的话</translation>
    </message>
    <message>
        <source>What the photos do not show</source>
        <translation>照片看不出来的情况</translation>
    </message>
    <message>
        <source>What you would like to say</source>
        <translation>请写下你想说的</translation>
    </message>
    <message>
        <source>What was done?</source>
        <translation>做了什么？</translation>
    </message>
    <message>
        <source>Still missing: %1. Kept as a draft.</source>
        <translation>还缺：%1。已存为草稿。</translation>
    </message>
    <message>
        <source>Everything is there.</source>
        <translation>内容齐全。</translation>
    </message>
    <message>
        <source>Still missing: %1.</source>
        <translation>还缺：%1。</translation>
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
        <translation>点赞：选一张照片</translation>
    </message>
    <message>
        <source>Send praise</source>
        <translation>发送点赞</translation>
    </message>
    <message>
        <source>Add words</source>
        <translation>加几句话</translation>
    </message>
    <message>
        <source>Without a photo</source>
        <translation>不附照片</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Result</source>
        <translation>处置结果</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评价</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
</context>
<context>
    <name>RouteList</name>
    <message>
        <source>Stops of the route</source>
        <translation>路线各站</translation>
    </message>
</context>
<context>
    <name>RulesCard</name>
    <message>
        <source>When photos and videos are sent</source>
        <translation>照片和视频何时发送</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>RulesForm</name>
    <message>
        <source>Originals over Wi-Fi only</source>
        <translation>原图只用 Wi-Fi 发送</translation>
    </message>
    <message>
        <source>Words and small pictures are always sent at once</source>
        <translation>文字和小图总是马上发送</translation>
    </message>
    <message>
        <source>Mobile data for originals in a day</source>
        <translation>每天用于原图的移动流量</translation>
    </message>
    <message>
        <source>Save the battery: below this charge originals wait</source>
        <translation>省电：低于此电量时原图等待</translation>
    </message>
    <message>
        <source>Only at certain hours</source>
        <translation>只在指定时段</translation>
    </message>
    <message>
        <source>Originals wait for their hours</source>
        <translation>原图等到时段再发送</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>SaveAs</name>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Track files (*.gpx)</source>
        <translation>轨迹文件 (*.gpx)</translation>
    </message>
    <message>
        <source>Save the summary</source>
        <translation>保存小结</translation>
    </message>
    <message>
        <source>Save the track</source>
        <translation>保存轨迹</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <source>Excel files (*.xlsx)</source>
        <translation>Excel 文件 (*.xlsx)</translation>
    </message>
    <message>
        <source>Tables as text (*.csv)</source>
        <translation>文本表格 (*.csv)</translation>
    </message>
    <message>
        <source>Map files (*.kml)</source>
        <translation>地图文件 (*.kml)</translation>
    </message>
    <message>
        <source>GeoJSON files (*.geojson)</source>
        <translation>GeoJSON 文件 (*.geojson)</translation>
    </message>
    <message>
        <source>Save the case</source>
        <translation>保存案件</translation>
    </message>
    <message>
        <source>Save the cases</source>
        <translation>保存案件</translation>
    </message>
</context>
<context>
    <name>SavedPart</name>
    <message>
        <source>Saved filters</source>
        <translation>已存筛选</translation>
    </message>
    <message>
        <source>Choose something above, then keep it here under a name.</source>
        <translation>先在上面选择条件，再起个名字存在这里。</translation>
    </message>
    <message>
        <source>Forget the filter %1</source>
        <translation>删除筛选 %1</translation>
    </message>
    <message>
        <source>Keep what is chosen now as</source>
        <translation>把当前条件存为</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
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
    <name>SelectionBar</name>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Select cases first</source>
        <translation>请先选择案件</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>SetupAsk</name>
    <message>
        <source>Your administrator has a code: on paper, as a picture, or as a link that begins with fieldclient://. It says which hub is yours. It holds no password.</source>
        <translation>管理员有一个开通码：印在纸上、是一张图片，或是 fieldclient:// 开头的链接。它说明你的服务器是哪一个，里面没有密码。</translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation>用摄像头扫码</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Paste from the clipboard</source>
        <translation>从剪贴板粘贴</translation>
    </message>
    <message>
        <source>Or type the link</source>
        <translation>或输入链接</translation>
    </message>
    <message>
        <source>Read the link</source>
        <translation>读取链接</translation>
    </message>
    <message>
        <source>Type the link first</source>
        <translation>请先输入链接</translation>
    </message>
    <message>
        <source>Open such links with this app</source>
        <translation>用本应用打开这类链接</translation>
    </message>
    <message>
        <source>A tap on the link in a message then shows here what it would do.</source>
        <translation>点开消息里的链接，会先在这里说明它要改什么，由你决定。</translation>
    </message>
</context>
<context>
    <name>SetupOffer</name>
    <message>
        <source>This leads to another organisation&apos;s hub. What is here stays, and is sent once you sign in to the old one again.</source>
        <translation>这会换到另一个单位的服务器。现在的内容都保留，重新登录原单位后才会继续发送。</translation>
    </message>
    <message>
        <source>The same organisation as now: only settings change.</source>
        <translation>与现在的单位相同，只更新设置。</translation>
    </message>
    <message>
        <source>Compare address and fingerprint with what your organisation told you. Go on only if you expected this code.</source>
        <translation>请核对地址和指纹是否与单位告知的一致。不是你要的开通码，请不要继续。</translation>
    </message>
    <message>
        <source>This device already works with this hub or this address, and nothing known here proves that the code comes from there. Ask your organisation for its fingerprint and compare it character by character. If one differs, somebody else has made this code: change nothing.</source>
        <translation>本机已在使用这个单位或这个地址，但无法证明开通码出自那里。请向单位问清指纹，逐个字符核对；只要有一个不同，就是别人做的码，不要改动。</translation>
    </message>
    <message>
        <source>This device knows this organisation by another fingerprint. It changes only when a hub was put back from an old copy, or when an earlier code was not from your organisation. Have the new one read out to you by telephone and compare it character by character. If one differs, somebody else has made this code: change nothing.</source>
        <translation>这个开通码里的单位指纹，与本机记下的不同。只有服务器从旧备份恢复过，或者之前的开通码不是单位发的，指纹才会变。请打电话让单位念出新指纹，逐个字符核对；只要有一个不同，就是别人做的码：请选“不是，不做改动”。</translation>
    </message>
    <message>
        <source>I have compared the fingerprint: it is the same</source>
        <translation>我已核对指纹，完全一致</translation>
    </message>
    <message>
        <source>Another code has come meanwhile. It is shown after you have decided about this one.</source>
        <translation>期间又来了一个开通码，等你处理完这个再显示。</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Is this your organisation?</source>
        <translation>这是你的单位吗？</translation>
    </message>
    <message>
        <source>Set up by code</source>
        <translation>扫码开通</translation>
    </message>
    <message>
        <source>No, change nothing</source>
        <translation>不是，不做改动</translation>
    </message>
    <message>
        <source>Yes, set up</source>
        <translation>是，开通</translation>
    </message>
    <message>
        <source>Compare the fingerprint first</source>
        <translation>请先核对指纹</translation>
    </message>
</context>
<context>
    <name>SetupScan</name>
    <message>
        <source>Hold the code into the frame. It is read by itself.</source>
        <translation>把开通码放进框里，会自动读取。</translation>
    </message>
    <message>
        <source>No camera was found. Choose a picture of the code, or type the link.</source>
        <translation>没有找到摄像头。请选择开通码图片，或输入链接。</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>换一种方式</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Shutter</name>
    <message>
        <source>Take photo</source>
        <translation>拍照</translation>
    </message>
    <message>
        <source>End recording</source>
        <translation>结束录制</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>开始录制</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>Set up by code</source>
        <translation>扫码开通</translation>
    </message>
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
        <source>No password was sent. Have the new fingerprint read out to you by telephone, and go on only if every group is the same. It changes only when a hub was put back from an old copy, or when an earlier code was not your organisation&apos;s.</source>
        <translation>密码没有发出。请打电话让单位念出现在的指纹，逐组核对，完全一致才继续。服务器从旧备份恢复过，或者之前的开通码不是单位发的，指纹才会变。</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Compare the fingerprint first</source>
        <translation>请先核对指纹</translation>
    </message>
    <message>
        <source>Another address</source>
        <translation>换一个地址</translation>
    </message>
</context>
<context>
    <name>SignInWays</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Later: take photos first, send when signed in</source>
        <translation>以后再登录，先拍照</translation>
    </message>
    <message>
        <source>How it works, in one minute</source>
        <translation>一分钟了解怎样使用</translation>
    </message>
</context>
<context>
    <name>SignInWords</name>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Choose a PIN</source>
        <translation>设置 PIN 码</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Another fingerprint than before</source>
        <translation>指纹与原来不同</translation>
    </message>
    <message>
        <source>A photo becomes a report</source>
        <translation>随手一拍，就是线索</translation>
    </message>
    <message>
        <source>Who works here now?</source>
        <translation>现在谁来使用？</translation>
    </message>
    <message>
        <source>Sign in once; after that everything works without a network too.</source>
        <translation>登录一次，之后没有网络也能照常工作。</translation>
    </message>
    <message>
        <source>Everybody finds their own work and nobody else&apos;s.</source>
        <translation>每个人只看到自己的内容。</translation>
    </message>
    <message>
        <source>Your organisation asks everybody to set one. It keeps your work from others&apos; eyes, and you come back with it in a second, without a password or a network.</source>
        <translation>单位要求每个人都设置。设好后别人看不到你的内容，你回来时输入 PIN 码就能接着用，不用密码，也不用网络。</translation>
    </message>
    <message>
        <source>Locked. What waits is sent meanwhile.</source>
        <translation>已锁定，待发内容照常发送。</translation>
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
        <source>Before</source>
        <translation>处置前</translation>
    </message>
    <message>
        <source>After handling</source>
        <translation>处置后</translation>
    </message>
    <message>
        <source>Photo of the check</source>
        <translation>核查照片</translation>
    </message>
    <message>
        <source>New photo</source>
        <translation>新照片</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Where it is: the street, a house number, a shop sign</source>
        <translation>看得出在哪里：街道、门牌、店招</translation>
    </message>
    <message>
        <source>What it is: the whole thing in the picture</source>
        <translation>看得清是什么：整体拍全</translation>
    </message>
    <message>
        <source>What is wrong: the damage close up</source>
        <translation>看得见坏在哪里：近拍</translation>
    </message>
    <message>
        <source>How you found it</source>
        <translation>发现时的样子</translation>
    </message>
    <message>
        <source>The same spot from the same side</source>
        <translation>同一地点、同一角度</translation>
    </message>
    <message>
        <source>How it looks now, from the same side</source>
        <translation>现在的样子，同一角度</translation>
    </message>
    <message>
        <source>What is still, or again, not in order</source>
        <translation>仍然存在或再次出现的问题</translation>
    </message>
    <message>
        <source>Anything that helps</source>
        <translation>任何有用的照片</translation>
    </message>
</context>
<context>
    <name>SortFoot</name>
    <message>
        <source>There is no report on the table</source>
        <translation>还没有整理好的上报</translation>
    </message>
    <message numerus="yes">
        <source>Make %n draft(s)</source>
        <translation>
            <numerusform>生成 %n 份草稿</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SortPage</name>
    <message numerus="yes">
        <source>%n report(s)</source>
        <translation>
            <numerusform>%n 条上报</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n 张照片</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>SortTools</name>
    <message>
        <source>Hide the map</source>
        <translation>收起地图</translation>
    </message>
    <message>
        <source>Show the map</source>
        <translation>显示地图</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Nothing was changed yet</source>
        <translation>还没有改动</translation>
    </message>
    <message>
        <source>Group again</source>
        <translation>重新分组</translation>
    </message>
    <message>
        <source>Group again by place and time</source>
        <translation>按地点和时间重新分组</translation>
    </message>
    <message>
        <source>Add a track…</source>
        <translation>添加轨迹…</translation>
    </message>
    <message>
        <source>Leave it unsorted</source>
        <translation>放弃整理</translation>
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
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Originals that the hub has</source>
        <translation>服务器已签收的原件</translation>
    </message>
    <message>
        <source>The hub has confirmed each of them with a receipt. Cleared here, a small picture stays to look at; the original is at the hub. What is not sent or named by a draft is never listed.</source>
        <translation>每一个都有服务器的回执。清理后本机留一张小图可看，原件在服务器上。没发出的、草稿里的不会列出。</translation>
    </message>
    <message>
        <source>Confirmed longer ago than</source>
        <translation>签收已超过</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 天</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>Nothing to clear</source>
        <translation>没有可清理的</translation>
    </message>
    <message>
        <source>Originals appear here when the hub has had them for that long.</source>
        <translation>服务器签收满这么久的原件会出现在这里。</translation>
    </message>
    <message>
        <source>Originals: %1, %2</source>
        <translation>原件 %1 个，%2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>Clearing</source>
        <translation>正在清理</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>不清理</translation>
    </message>
    <message>
        <source>Clear them away …</source>
        <translation>清理…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>These originals go from this device for good: %1. The hub keeps them.</source>
        <translation>将从本机永久移除这些原件：%1。服务器上仍有。</translation>
    </message>
    <message>
        <source>Clear them away</source>
        <translation>清理</translation>
    </message>
    <message>
        <source>Clear small pictures; they are made again</source>
        <translation>清理缩略图（需要时会重新生成）</translation>
    </message>
</context>
<context>
    <name>SubcategoryRow</name>
    <message>
        <source>Urgent</source>
        <translation>紧急</translation>
    </message>
</context>
<context>
    <name>SubjectSheet</name>
    <message numerus="yes">
        <source>Category for %n report(s)</source>
        <translation>
            <numerusform>%n 条上报的类别</numerusform>
        </translation>
    </message>
    <message>
        <source>No category yet</source>
        <translation>暂不选类别</translation>
    </message>
    <message>
        <source>Search: word, pinyin or initials</source>
        <translation>搜索：词语、拼音或首字母</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
</context>
<context>
    <name>TakeChoice</name>
    <message>
        <source>Take an area with me</source>
        <translation>带上一片区域</translation>
    </message>
    <message>
        <source>How large is it?</source>
        <translation>看看多大</translation>
    </message>
    <message>
        <source>An area has at least three corners</source>
        <translation>区域至少要有三个角点</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Corner by corner</source>
        <translation>逐个定角</translation>
    </message>
    <message>
        <source>Drag its corners, or move the map below it. By keyboard: Tab to a corner, then arrow keys.</source>
        <translation>拖动四角，或移动方框下的地图。用键盘：按 Tab 选角，再按方向键。</translation>
    </message>
    <message>
        <source>Touch the map for each corner. By keyboard: move the map, Space sets a corner at the cross, Backspace takes it back.</source>
        <translation>在地图上逐个点角。用键盘：移动地图，空格在十字处定角，退格撤回。</translation>
    </message>
    <message>
        <source>Corner at the cross</source>
        <translation>在十字处定角</translation>
    </message>
    <message>
        <source>Take the last corner back</source>
        <translation>撤回上一个角</translation>
    </message>
    <message>
        <source>No corner is set yet</source>
        <translation>还没有角点</translation>
    </message>
</context>
<context>
    <name>TakeList</name>
    <message>
        <source>Taken along</source>
        <translation>随身区域</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>暂停 %1</translation>
    </message>
    <message>
        <source>Go on with %1</source>
        <translation>继续 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>取消 %1</translation>
    </message>
</context>
<context>
    <name>TakePane</name>
    <message>
        <source>Taken along</source>
        <translation>随身区域</translation>
    </message>
</context>
<context>
    <name>TakeSize</name>
    <message>
        <source>What comes along</source>
        <translation>会带上什么</translation>
    </message>
    <message>
        <source>Take it with me</source>
        <translation>带上</translation>
    </message>
    <message>
        <source>Asking the hub how large its map of this area is …</source>
        <translation>正在询问这片地图有多大…</translation>
    </message>
    <message>
        <source>There is nothing to take along here</source>
        <translation>这里没有可以带上的内容</translation>
    </message>
</context>
<context>
    <name>TakingPage</name>
    <message>
        <source>There is nothing to sort: all photos here are in drafts or reports already, or cannot be read.</source>
        <translation>没有要整理的：这里的照片都已在草稿或上报里，或者读不了。</translation>
    </message>
    <message>
        <source>Taking in %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message>
        <source>You can go on working meanwhile; it continues here.</source>
        <translation>可以先做别的，导入在后台继续。</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>选择其他文件夹</translation>
    </message>
    <message>
        <source>Sort what is here</source>
        <translation>整理已有的</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>TellingCard</name>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>What is told when you look elsewhere</source>
        <translation>离开窗口时通知哪些内容</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>F1 shows them at any time</source>
        <translation>随时按 F1 查看</translation>
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
    <name>TileFiles</name>
    <message>
        <source>Choose a map (MBTiles or PMTiles)</source>
        <translation>选择地图（MBTiles 或 PMTiles）</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>地图</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>TileImport</name>
    <message>
        <source>Which reference does this map speak?</source>
        <translation>这张地图用哪种坐标系？</translation>
    </message>
    <message>
        <source>WGS-84: OpenStreetMap, Tianditu</source>
        <translation>WGS-84：OpenStreetMap、天地图</translation>
    </message>
    <message>
        <source>GCJ-02: Amap, Tencent</source>
        <translation>GCJ-02：高德、腾讯</translation>
    </message>
    <message>
        <source>Ask who made the file when in doubt. With the wrong one, streets lie some hundred metres beside the cases.</source>
        <translation>不确定时请问制作者。选错时，街道会偏出几百米。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add this map</source>
        <translation>添加这张地图</translation>
    </message>
</context>
<context>
    <name>TileLine</name>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>TilesPane</name>
    <message>
        <source>Maps on this device</source>
        <translation>本机地图</translation>
    </message>
    <message>
        <source>Add a map file …</source>
        <translation>添加地图文件…</translation>
    </message>
    <message>
        <source>No map file yet. Cases, grids and streets are drawn all the same. Add an MBTiles or PMTiles file, or fetch a map from the hub.</source>
        <translation>还没有地图文件。案件、网格和街道照样画出。可以添加 MBTiles 或 PMTiles 文件，或从服务器下载地图。</translation>
    </message>
    <message>
        <source>From the hub</source>
        <translation>服务器提供</translation>
    </message>
    <message>
        <source>Fetch the whole map</source>
        <translation>下载整张地图</translation>
    </message>
</context>
<context>
    <name>TourPage</name>
    <message>
        <source>A photo becomes a report</source>
        <translation>随手一拍，就是线索</translation>
    </message>
    <message>
        <source>One photo from afar, one from near. Place and time are taken from the photos; you correct what is wrong.</source>
        <translation>远处一张，近处一张。地点和时间取自照片，不对的由你改。</translation>
    </message>
    <message>
        <source>No network? Go on</source>
        <translation>没有网络也照常</translation>
    </message>
    <message>
        <source>Everything is kept here first and sent by itself. The line at the top never lies about how much waits.</source>
        <translation>内容先存在本机，再自动发送。还有多少待发，最上面一行如实写着。</translation>
    </message>
    <message>
        <source>From report to done</source>
        <translation>从上报到办结</translation>
    </message>
    <message>
        <source>A report becomes a case: verified, given to a department, handled, shown again by a photo, checked. Each step says who is next and until when.</source>
        <translation>上报成为案件：核实、派给部门、处置、再拍照、核查。每一步都写明轮到谁、到什么时候。</translation>
    </message>
    <message>
        <source>Nothing gets lost</source>
        <translation>什么都不会丢</translation>
    </message>
    <message>
        <source>What you discard can be brought back for twelve hours. When the hub disagrees you see both sides and decide.</source>
        <translation>丢弃的内容十二小时内可以找回。与服务器不一致时，两边都给你看，由你决定。</translation>
    </message>
    <message>
        <source>Yours alone</source>
        <translation>只属于你</translation>
    </message>
    <message>
        <source>On a shared tablet everybody finds their own work. A PIN under Me locks it and lets you back in without a network.</source>
        <translation>共用平板时每人只看到自己的内容。在“我的”里设置 PIN 码，就能锁定，没有网络也能回来。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Let&apos;s go</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>TrackFiles</name>
    <message>
        <source>Choose a track (GPX or NMEA)</source>
        <translation>选择轨迹文件（GPX 或 NMEA）</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
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
        <translation>修改后重发</translation>
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
        <translation>核实</translation>
    </message>
    <message>
        <source>Is it there?</source>
        <translation>情况属实吗？</translation>
    </message>
    <message>
        <source>It is there</source>
        <translation>属实</translation>
    </message>
    <message>
        <source>It is not there</source>
        <translation>不属实</translation>
    </message>
    <message>
        <source>Unable to verify</source>
        <translation>无法核实</translation>
    </message>
    <message>
        <source>Words, if they help</source>
        <translation>补充说明（选填）</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>Voice note</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>请稍候</translation>
    </message>
    <message>
        <source>Speak now. It is kept while you speak.</source>
        <translation>请讲话，边说边存。</translation>
    </message>
    <message>
        <source>Tap and say what the photos do not show.</source>
        <translation>点一下，说说照片上看不到的情况。</translation>
    </message>
</context>
<context>
    <name>WaitingRow</name>
    <message>
        <source>Shows less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Shows files and what can be done</source>
        <translation>显示文件和可做的操作</translation>
    </message>
</context>
<context>
    <name>WhenPage</name>
    <message>
        <source>When was it seen?</source>
        <translation>什么时候看到的？</translation>
    </message>
    <message>
        <source>So far: %1 (%2)</source>
        <translation>目前：%1（%2）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Use this time</source>
        <translation>使用这个时间</translation>
    </message>
</context>
<context>
    <name>WhereNotice</name>
    <message>
        <source>Looking for the position of this device…</source>
        <translation>正在定位本机…</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>从这里出发</translation>
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
        <source>The photo before</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>The next photo</source>
        <translation>下一张</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>The whole photo is seen</source>
        <translation>已显示整张照片</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>It does not get larger</source>
        <translation>不能再放大</translation>
    </message>
</context>
</TS>
